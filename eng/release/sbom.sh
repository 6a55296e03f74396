#!/usr/bin/env bash
# Prints the bill of materials (CycloneDX 1.6) of what was restored last: 'sbom.sh VERSION NAME ASSETS', where ASSETS is a project.assets.json.
# Every package whose code is in the product is in it: the libraries, and of a native binary the runtime that is linked in.
# The compilers are not: they leave nothing of themselves. There is no time and no serial number in it, so that the same restore gives the same bytes.
set -euo pipefail
export LC_ALL=C

version="${1?usage: sbom.sh VERSION NAME ASSETS}"
name="${2?}"
assets="${3?}"
lines="$(mktemp)"
trap 'rm -f "$lines"' EXIT

# Base64 of the package's SHA-512, as NuGet notes it, in hexadecimal.
hex() {
  printf '%s' "$1" | base64 -d | od -An -v -tx1 | tr -d ' \n'
}

# The licence expression that the package states, where it states one.
licence() {
  local nuspec
  for nuspec in "$1"/*.nuspec; do
    sed -n 's|.*<license type="expression">\([A-Za-z0-9.+() -]*\)</license>.*|\1|p' "$nuspec" | head -n 1
  done
}

jq -r '
  (.packageFolders | keys) as $folders
  | .libraries | to_entries[]
  | select(.value.type == "package")
  | select(.key | test("^Microsoft\\.(NET\\.ILLink\\.Tasks|DotNet\\.ILCompiler)/") | not)
  | (.key | split("/")) as [$id, $packageVersion]
  | [$id, $packageVersion, .value.sha512, .value.path, ($folders | join("\u001f"))] | join("\u001e")
' "$assets" | tr -d '\r' | sort | while IFS=$'\036' read -r id package_version sha512 path folders; do
  expression=''
  while IFS= read -r folder; do
    if [ -d "$folder/$path" ]; then
      expression="$(licence "$folder/$path")"
      break
    fi
  done < <(printf '%s\n' "$folders" | tr '\037' '\n')
  jq -n -c --arg id "$id" --arg version "$package_version" --arg hash "$(hex "$sha512")" --arg expression "$expression" '
    "pkg:nuget/\($id)@\($version)" as $purl
    | {type: "library", "bom-ref": $purl, name: $id, version: $version, purl: $purl, hashes: [{alg: "SHA-512", content: $hash}]}
    + if $expression == "" then {} else {licenses: [{expression: $expression}]} end'
done >"$lines"

jq -s --arg version "$version" --arg name "$name" '
  "\($name)@\($version)" as $product
  | {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {component: {type: "application", "bom-ref": $product, name: $name, version: $version, licenses: [{expression: "Apache-2.0"}]}},
    components: .,
    dependencies: ([{ref: $product, dependsOn: map(."bom-ref")}] + map({ref: ."bom-ref"}))
  }' "$lines"
