#!/usr/bin/env bash
# Writes requirements/*.txt: every package at one version, with the hashes of all its
# files, so that the same pins serve other platforms and Pythons. Arguments go to
# pip-compile: `--upgrade`, or `--upgrade-package textual`; without them a pin stays
# until pyproject.toml or an .in file no longer allows it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A machine's own index or wheel folder may hold some files of a version only, and its
# address must not get into the files: pip's defaults alone are asked.
export PIP_CONFIG_FILE=/dev/null
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_NO_INDEX PIP_CONSTRAINT
export CUSTOM_COMPILE_COMMAND="make requirements"

compile() {
  "${LOCKER:-pip-compile}" --quiet --no-config --generate-hashes --allow-unsafe \
    --strip-extras --annotation-style=line --resolver=backtracking --newline=lf \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
    "${arguments[@]}" "$@" </dev/null
}

arguments=("$@")
compile --output-file=requirements/build.txt --only-build-deps \
  --build-deps-for=wheel --build-deps-for=editable pyproject.toml
compile --output-file=requirements/run.txt --constraint=requirements/build.txt \
  pyproject.toml
cd requirements # so that "-c run.txt" is found and no folder stands in the files
for name in test consumers check bench lock; do
  compile --output-file="$name.txt" "$name.in"
done
