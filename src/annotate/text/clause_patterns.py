"""Patterns over kinds of words: where clauses begin, who says them, where they part.

They read the letters of `word_kinds.KINDS`, one for each word or sign, with a bar
before and behind each sentence. Repetitions inside a pattern have bounds, so that a
search costs a bounded time at each letter. The longest begin with one set of letters,
so that a search passes over all others quickly; which of them it was is looked at
behind it. Others look at the next letter first, since most can be none of theirs.
"""

from __future__ import annotations

from typing import Final

from annotate.text.patterns import compiled_later

__all__ = [
    "ANY_VERB",
    "ATTRIBUTION",
    "BEFORE_REGION",
    "BOUNDARY",
    "COUNTED",
    "DATELINE",
    "FINITE",
    "FIRST_VERB",
    "LEAD",
    "NEW_CLAUSE",
    "NO_MORE_THAN_RELATIVE",
    "OPENED",
    "PARTICIPLES",
    "QUESTION",
    "RELATIVE",
    "SAID_IN_PASSING",
    "SAYS",
    "SPLIT",
    "SUBORDINATE",
    "SURELY_FINITE",
    "VERB_BESIDE",
    "VERB_OF_SAYING",
]

_NOUN: Final = "NCU#dmDMbzegqilPEZf'.(_"
"""Kinds of words inside a noun phrase."""
_VERB_BEHIND: Final = (
    r"(?=[«lnXxvhAefFbzB])«?[ln]{0,2}(?:[XxvhA]|[efF](?=[dpP#])"
    r"|[bz](?<=[NCUmz].)(?=[dpP#])|B(?<=[NCUmz#)].)|b(?<=m.)(?=[NmCo])"
    r"|[bB](?<=[mz]l.))"
)
"""The finite verb behind a subject; where it is not, the first letter mostly tells."""
_MAYBE_VERB_BEHIND: Final = "(?=[NCU#dmDMgqiPEZ'.(_)»K]{0,13}+[oa«lnXxvhAefFbzB])"
"""What must be ahead of the subject, so that most that is none is seen at once.

Letters of noun phrases that no verb begins with, and one that may be another's.
"""
_CLAUSE: Final = (
    rf"[lD]{{0,2}},?«?(?:c|p[P«]?[ln]{{0,3}}[XxhvebBzfEZAFqT]|t[Xxv]"
    # He and his family are …
    rf"|pa[{_NOUN}]{{1,6}}?{_VERB_BEHIND}"
    # The soldiers in Russia and their officers have …
    rf"|(?![lfq])[{_NOUN}Y)»«]{_MAYBE_VERB_BEHIND}(?:[{_NOUN})»«K]|oB){{0,13}}?"
    rf"(?:a[{_NOUN}]{{1,6}}?)??{_VERB_BEHIND}"
    # The government followed guidance …
    rf"|[dC][{_NOUN}«]{{0,6}}?(?<=[NCUmb«])l?[efA](?=[NmCzbo])"
    # Ann Lee, who has a farm, took …; China, the largest emitter, is …
    r"|[dCNUm#.']{1,6}+,(?:[wW][^,«»|]{1,16},[ln]{0,2}(?:[Xxvh]|e(?=[dpP#i]))"
    rf"|[{_NOUN}wWa]{{1,14}}+,[ln]{{0,2}}[Xxvh]))"
)
"""Where a clause begins, with its subject and its finite verb."""
_CONDITION: Final = rf"(?=[jksV][^,«»;|]{{1,20}},{_CLAUSE})"
"""“if it rains, the dam will …” """
_LIGHT: Final = r"(?:[l,]|[dN]?D|,[Gg][^,«»|]{1,16},)"
_FILLER: Final = rf"(?:{_LIGHT}|i[dDNCUm#.'Mbzeqg]{{1,5}}?)"
"""What stands between a verb of saying and what is said: “on Monday in a statement”."""
_THAT: Final = r"t(?![XxvhBfq.,|]|bo|e[dpP#oi])"
_OPENS: Final = rf"(?:{_THAT}|[:,]?(?=«)|,?(?={_CLAUSE})|{_CONDITION})"
_OPENS_SURELY: Final = rf"(?:{_THAT}|[:,]?(?=«)|,?(?=[dpc])(?={_CLAUSE}))"
_LISTENER: Final = r"(?:P|[CU.#]{1,4}?|d[NCUm.bzM]{1,4}?|m|NN?)"
_QUOTED_BEHIND: Final = rf"[{_NOUN}w,]{{1,16}}?,(?=«)"
_PAST_BEHIND: Final = rf"(?=[{_NOUN}]{{1,8}}?[ef](?=[NmCzb]))"

LEAD: Final = compiled_later(
    # …, according to X, …; is that …. The most frequent ones come first.
    r"[rTREZfMAXyFQ,](?:(?<=,)Qo[^,«»|]{1,30},"
    rf"|(?<=[Xy])t(?={_CLAUSE}|[NCUdm#']{{1,5}}t)|(?<![,Xy])(?:"
    # X said (on Monday) (that) …; told Y …; …, adding …; quoted him as telling Y …
    rf"(?:(?<=r)(?<![dn].)(?!o)|(?<=T){_LISTENER}"
    rf"|(?<=[,aKi|-]R)(?:P|d?[NCUm.]{{1,4}}?)??){_FILLER}{{0,4}}?{_OPENS}"
    # “…,” said X, “…; said in a place where he was that …; said the army shot …
    rf"|(?<=r)(?<![dn].)(?!o)(?:{_QUOTED_BEHIND}|{_PAST_BEHIND}"
    rf"|[^,;«»|]{{1,14}}?t(?={_CLAUSE})|(?<!o.)(?=[dpNCUm#zbMgRjkil][^|«]{{3}}))"
    # told Y in May that …; told a meeting of people he …
    rf"|(?<=T)(?:{_THAT}|{_LISTENER}{_FILLER}{{0,3}}?{_PAST_BEHIND}"
    rf"|[dNCUmDP.]{{1,6}}{_FILLER}{{0,3}}?{_THAT}"
    r"|[^,;«»|pto]{1,12}(?=p[ln]*[Xxvebz]|c))"
    # X claimed …; X claims …; it is understood …
    r"|(?:(?<=[NCUmpP#D)»'lxXwu.abzZ]E)|(?<=[NCUmpP)»'lxwubzZAFEev]Z)|(?<=Xf))"
    rf"(?:{_LIGHT}{{0,4}}?{_OPENS}|{_FILLER}{{1,4}}?{_OPENS_SURELY})"
    # Ann Lee, a lawyer, claimed …; X warned Y …
    rf"|(?<=,E)(?:{_THAT}|(?={_CLAUSE}))"
    rf"|(?<=[NCUmpx)l]E){_LISTENER}{_FILLER}{{0,3}}?{_OPENS}|(?<=E){_QUOTED_BEHIND}"
    # it was reported that …; the claim that …; showed that …; evidence that …
    rf"|(?<=[EZfMA]){_FILLER}{{0,3}}?{_THAT}"
    # vowed it would …; denied …
    rf"|(?<=A)(?=d?[NCUm]{{1,4}}x|p[xX])|(?<=F)t?(?={_CLAUSE})"
    # a report saying that …; quoted him as telling a meeting that …
    rf"|(?<=[NCUmbzMZX]R)(?:{_THAT}|(?=[pc]))"
    rf"|(?<=KR)[^,«»Xxv|]{{0,16}}?{_THAT}"
    # According to X, …
    r"|(?:(?<=\|Q)|(?<=\|«Q))o[^,«»|]{1,30}(?:,[gqe][^,|]{0,16})?,))"
)
"""The verb of an attribution up to where the clause begins that it leads in."""
BOUNDARY: Final = compiled_later(r".*[|;:»« ,auSsV-]")
"""The last place before an attribution where it may begin."""
FINITE: Final = compiled_later(
    r"[XxvcrhT]|p[lnP]*[ebBzfEZAq]|(?=.[lnefABbzZEF])(?:"
    r"[NCUmbzDZMg#)«»'][ln]*(?:[ef](?=[dpP#oNCUmbz])|A)|m[ln]*[bBZf]|[NCUz#)]B|[mz]lB"
    r"|[NCU]l*z[odtpP]|w[ezbfEA]|[NCUm]F|[NCUm][bz](?=[dpP#])|[mz]lb|[NCUmz]l?e\Z)"
)
"""A verb that is surely finite."""
ANY_VERB: Final = compiled_later(
    r"[XxvcrhTp]|(?=.[lnefFAEzbBZ])(?:"
    r"[NCUmbzDZMg#)«»'w][ln]*[efFAE]|[NCUmbD)»'w][ln]*z|m[ln]*[bBZ]"
    r"|[NCUz#)]B|[mz]lB|[NCUm][bz](?=[dpP#])|,[ez](?=[dpiP#])|[mz]lb)"
)
"""A verb that is finite where no other is."""

_SPEAKER: Final = (
    rf"(?:[CU.']{{1,6}},[^,«»|]{{1,16}},[{_NOUN}pa()]{{0,14}}?"
    # A verb must be ahead, which is seen at once.
    rf"|[{_NOUN}pa()](?=[NCU#dmDMzegqiP'._pa()]{{0,13}}+[xlnrTfEZb])"
    rf"[{_NOUN}pa()]{{0,13}}?)"
)
_SAYS: Final = (
    rf"(?:(?!g){_SPEAKER}(?=[xlnrTfEZb])x?[ln]*(?:[rTfEZ]|b(?<=[mz].))"
    rf"|(?:r|E(?=[dCU]))[{_NOUN}a]{{1,14}}(?:,[^«»|]{{1,40}})?"
    r"|Qo[^«»|]{1,40}|[^«»,|]{1,12}KR)"
)
ATTRIBUTION: Final = compiled_later(
    "[,»?!_-](?:"
    # “…,” X said.
    r"(?<=[,?!_])»(?P<quoted>)[^«»| ]{0,60}?[rETZvefA][^«»| ]{0,40}(?=\||,«)"
    # …, X said; …, said X; …, according to X
    rf"|(?:(?<=»),?|(?<=[,-]))(?P<plain>){_SAYS}(?:[^«»;:XxvcruSsBh| ]|(?<=o)B){{0,24}}"
    r"\.?(?=[| ])"
    # …, X said, after …
    rf"|(?<=,)(?P<middle>){_SPEAKER}(?=[xlnrTfEZ])x?[ln]*[rTfEZ]"
    r"[lDidNCUm#.']{0,6},(?=[KjkVsaugiwXxv]))"
)
"""An attribution behind what is said, or in the middle."""
SAYS: Final = compiled_later(r"[rTQ](?<![dno].)")
"""A word that always says who says something."""
VERB_OF_SAYING: Final = compiled_later(r"[rTEZfvA]|e(?![^«»]*[rTEZf])")
"""The verb of an attribution."""
SAID_IN_PASSING: Final = compiled_later(r",l?[RG][^| ]*")
"""“…, urging the rest to …” """
DATELINE: Final = compiled_later(
    r"\|(?:(?:U[CU,.#()']{0,12}|C[CU,.#]{0,8}\([CU]\)|C,?C[#.]*\(U\)|\(U\))[-–]"
    r"|U{1,3}C?#?:|[NCUdmbz#]{1,5}:(?![«.|]))"
)
"""“LOUISVILLE, Ky. (AP) —”, “Study:”."""
QUESTION: Final = compiled_later(r"\|[^|]+\?[»']*(?=\|)")
BEFORE_REGION: Final = compiled_later(r"[,;:.\-?!_]*(?:[auS],?)?(?=[^| ]{3})")
"""Signs and a connective before what is left between attributions."""
SURELY_FINITE: Final = compiled_later("[XxvcrhT]")
"""A verb that is finite whatever stands beside it."""
_SAME_SUBJECT: Final = r"l{0,2}(?=[Xxv]|[eEAf][dpP#oiNCUmbz]|z[odtpP])"
SPLIT: Final = compiled_later(
    "[,aulSs;V-](?:"
    rf"(?<=,)(?:[auS](?=[dC#][{_NOUN}]{{0,6}}?l?e[io])"
    rf"|(?:[au]l?t?|[Sst])«?(?={_CLAUSE})|[VK](?={_CLAUSE})"
    r"|[au]l{0,2}(?=[Xxv]|e[dpP#oi]|[EAf][dpP#oiNCUmbz]|z[odtpP])"
    rf"|(?=[wW][{_NOUN}a)]{{0,14}}?[ln]*[XxvezbpA])|(?=d[NCMbz]{{1,3}}[tw][Xxv]))"
    rf"|(?<=[au])(?:l?t?«?(?={_CLAUSE})|{_SAME_SUBJECT})"
    rf"|(?:(?<=l)[Ss]|(?<=[Ss]))«?(?:(?={_CLAUSE})|{_CONDITION})"
    rf"|(?<=;)|(?<=V)(?=d?l?#)|(?<=-)(?:[auSs]«?(?={_CLAUSE}))?)"
)
"""A connective, or a sign, with a clause or a finite verb behind it."""
NEW_CLAUSE: Final = compiled_later(_CLAUSE)
RELATIVE: Final = compiled_later(r"[wWYjkKV]|t(?!D)")
PARTICIPLES: Final = compiled_later(r"[Xxy][lny]*[eqEAf]")
NO_MORE_THAN_RELATIVE: Final = compiled_later(
    rf"«?[{_NOUN},]{{1,24}}?[wW][^,|XxvcrhT]*[Xxv]?[xyln]*[^,|XxvcrhT]*"
)
"""“Ann Lee, who was the mayor”: a subject without its verb."""
OPENED: Final = compiled_later(
    rf"«?[jk](?:[{_NOUN}]{{1,6}}[pc]|[^,|]{{2,20}}?(?:l{_CLAUSE}|p[ln]*[Xxv]|c))"
)
"""“When the rain came he left”: an opener without a comma, and more."""
SUBORDINATE: Final = compiled_later(rf"«?[sV][^,|]{{3,40}},(?={_CLAUSE})")
"""“Although the rain came, he left”."""
FIRST_VERB: Final = compiled_later(
    r"[XxvcrhTAFpefEbZB](?:(?<=[Xx])(?:[ln]*[^ln|])?"
    r"|(?<=[efE])(?<=[NCUmbzDZMgl#)«»'P,au].)(?<!\|l.)(?=[dpP#oNCUmbzi«t])"
    r"|(?<=[vcrhT])|(?<=[NCUmbzDlnpPxw#)»'a|, ][AF])|(?<=p)[ln]*[^Xxln]"
    r"|(?<=[mzl][bZ])|(?<=[NCUmz#)l,]B))"
)
"""The first verb that may be the main one, up to what an auxiliary leads in.

After a pronoun it is the last letter.
"""
VERB_BESIDE: Final = compiled_later(r"[Xxv](?<![au].)(?:[ln]*[^ln|])?")
"""The verb where the first was a participle: “the man accused of theft was …”."""
COUNTED: Final = compiled_later(r"[dNli]{0,4}#")
"""A number behind a verb: to report ten cases states more than that one reports."""
