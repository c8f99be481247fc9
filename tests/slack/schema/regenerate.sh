#!/usr/bin/env bash
# Makes blocks.json from the types that Slack publishes (MIT, see LICENSE beside this file).
set -euo pipefail
here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
cp -- "$here/sent.ts" "$folder"
cd -- "$folder"
echo '{"compilerOptions": {"strict": true, "module": "nodenext", "target": "es2022", "skipLibCheck": true}}' >tsconfig.json
npm install --no-save --no-audit --no-fund --loglevel=error @slack/types@3.2.0 ts-json-schema-generator@2.4.0 >&2
npx ts-json-schema-generator --path sent.ts --tsconfig tsconfig.json --type Sent --no-type-check >schema.json
python3 - "$here/blocks.json" <<'PYTHON'
import json
import sys


def bare(part):
    if isinstance(part, dict):
        return {k: bare(v) for k, v in part.items() if not (k == "description" and isinstance(v, str))}
    return [bare(v) for v in part] if isinstance(part, list) else part


note = "Made by regenerate.sh from @slack/types 3.2.0, (c) Slack Technologies, LLC, MIT licence: see LICENSE"
schema = {"$comment": note, **bare(json.load(open("schema.json", encoding="utf-8")))}
with open(sys.argv[1], "w", encoding="utf-8") as out:
    json.dump(schema, out, indent=1)
    out.write("\n")
PYTHON
