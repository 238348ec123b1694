"""Proofs made by koc, checked by koc and by check_proof.py: both must say the same of each, also of
those that something was left out of or changed in. `just audit-proofs` runs it."""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

KOC = os.environ.get("KOC", "target/debug/koc")
CHECKER = pathlib.Path(__file__).with_name("check_proof.py")


def koc(*args):
    return subprocess.run([KOC, *map(str, args)], capture_output=True, text=True, check=False)


def answer(*args):
    ran = koc(*args, "--format", "json")
    if ran.returncode != 0:
        sys.exit(f"koc {' '.join(map(str, args))}: {ran.stderr}")
    return json.loads(ran.stdout)


def variants(proof):
    """What must hold, then what must not."""
    yield "whole", proof, 0
    for at, stream in enumerate(proof["streams"]):
        less = copy.deepcopy(proof)
        del less["streams"][at]
        yield f"without stream {at}", less, 5
        for nth, record in enumerate(stream):
            less = copy.deepcopy(proof)
            del less["streams"][at][nth]
            yield f"without record {nth} of stream {at}", less, 5
            for place in (2, 40, 300, len(record["bytes"]) - 1):
                changed = copy.deepcopy(proof)
                digits = list(record["bytes"])
                digits[place] = "0" if digits[place] != "0" else "1"
                changed["streams"][at][nth]["bytes"] = "".join(digits)
                yield f"digit {place} of record {nth} of stream {at}", changed, 5
        for nth in range(1, len(stream)):
            swapped = copy.deepcopy(proof)
            records = swapped["streams"][at]
            records[nth - 1], records[nth] = records[nth], records[nth - 1]
            yield f"records {nth - 1} and {nth} of stream {at} swapped", swapped, 5
    for field in ("size", "place"):
        changed = copy.deepcopy(proof)
        changed["rollProof"][field] += 1
        yield f"rollProof.{field}", changed, 5


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        here = ("--data-dir", folder / "data")
        answer("simulate", "--members", 40, "--months", 2, *here)
        verified = answer("verify", *here)
        members = answer("audit", "members", "--as-of", "2025-02-28", *here)
        checked = 0
        for member in members[:8]:
            file = folder / "proof.json"
            answer("audit", "prove", "--koc", member["koc"], "--to", file, *here)
            whole = json.loads(file.read_text())
            for what, proof, expected in variants(whole):
                file.write_text(json.dumps(proof))
                held = ("--head", verified["head"], "--roll", verified["roll"])
                ours = koc("audit", "check-proof", file, *held)
                theirs = subprocess.run(
                    [sys.executable, CHECKER, file, *held],
                    capture_output=True, text=True, check=False,
                )
                codes = (ours.returncode, theirs.returncode)
                if codes != (expected, expected):
                    sys.exit(f"{member['koc']}, {what}: {codes} {ours.stderr}{theirs.stderr}")
                checked += 1
        print(f"{checked} proofs of {len(members[:8])} members: both checkers say the same of each")


if __name__ == "__main__":
    main()
