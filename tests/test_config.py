from __future__ import annotations

from pathlib import Path

import pytest

from annotate.config import (
    BadSettings,
    Colour,
    Settings,
    Theme,
    config_path,
    load_settings,
    state_dir,
)


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return str(path)


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert load_settings(environ=environ) == Settings()
    assert Settings().theme == "auto"


def test_a_file_sets_everything(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'theme = "light"\ncolour = 256\nascii = true\n'
        '[keys]\nundo = "z"\nnext-word = ["w", "ctrl+right"]\n',
    )
    settings = load_settings(path, environ={})
    assert settings.theme is Theme.LIGHT
    assert settings.colour is Colour.MANY
    assert settings.ascii
    assert settings.keys == {"undo": ("z",), "next-word": ("w", "ctrl+right")}


def test_a_flag_wins_over_the_environment_and_that_over_the_file(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, 'theme = "light"\ncolour = "16"\nascii = true\n')
    environ = {
        "ANNOTATE_CONFIG": path,
        "ANNOTATE_THEME": "dark",
        "ANNOTATE_COLOUR": "none",
        "ANNOTATE_ASCII": "0",
    }
    settings = load_settings(theme="auto", environ=environ)
    assert settings.theme is Theme.AUTO
    assert settings.colour is Colour.NONE
    assert not settings.ascii


@pytest.mark.parametrize(
    ("text", "flag", "colour"),
    [("", None, "none"), ('colour = "16"', None, "16"), ("", "256", "256")],
)
def test_no_color_rules_where_nobody_spoke_of_colour(
    tmp_path: Path, text: str, flag: str | None, colour: str
) -> None:
    path = write(tmp_path, text)
    settings = load_settings(path, colour=flag, environ={"NO_COLOR": "1"})
    assert settings.colour == colour


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('them = "dark"', 'unknown setting "them"; did you mean "theme"?'),
        ('color = "16"', 'write "colour"'),
        ("zzz = 1", "known are theme, colour, ascii, keys"),
        ('theme = "drak"', 'theme cannot be "drak"; did you mean "dark"?'),
        ("theme = 7", 'theme cannot be "7"'),
        ("colour = true", 'colour cannot be "True"'),
        ("ascii = 1", "write true or false"),
        ('ascii = "true"', "write true or false"),
        ('keys = "u"', r"\[keys\] is a table"),
        ("[keys]\nundo = 7", "keys.undo is a key or a list of keys"),
        ('[keys]\nundo = [""]', "keys.undo"),
        ("theme = [\n1,\n=", "is not TOML: .*line 3"),
    ],
)
def test_a_wrong_setting_names_the_file_and_the_neighbour(
    tmp_path: Path, text: str, says: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadSettings, match=says) as error:
        load_settings(path, environ={})
    assert str(error.value).startswith(path)
    assert error.value.exit_code == 2


def test_a_wrong_variable_or_flag_is_named() -> None:
    with pytest.raises(BadSettings, match=r"^ANNOTATE_THEME: theme"):
        load_settings(environ={"ANNOTATE_THEME": "x", "XDG_CONFIG_HOME": "/nowhere"})
    with pytest.raises(BadSettings, match=r"^--colour: colour"):
        load_settings(colour="x", environ={"XDG_CONFIG_HOME": "/nowhere"})


def test_a_file_that_was_named_must_exist_and_be_readable(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="no such settings file"):
        load_settings(str(tmp_path / "none.toml"), environ={})
    with pytest.raises(BadSettings, match="cannot be read"):
        load_settings(str(tmp_path), environ={})
    (tmp_path / "latin.toml").write_bytes(b'theme = "\xe9"')
    with pytest.raises(BadSettings, match="not TOML"):
        load_settings(str(tmp_path / "latin.toml"), environ={})


def test_folders_follow_xdg_where_it_is_set_and_absolute(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    assert state_dir(environ) == tmp_path / "annotate"
    assert config_path(None, environ) == tmp_path / "annotate" / "config.toml"
    assert state_dir({"XDG_STATE_HOME": "relative"}).is_absolute()
    assert config_path("a.toml", environ) == Path("a.toml")
    assert state_dir({}).name == "annotate"
