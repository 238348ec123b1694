"""Checks a proof of a member's whole history, by docs/proofs.md and nothing else.

python analysis/check_proof.py FILE --head SIZE:HASH [--roll HASH]

Ends with 0 if it holds, 5 if it does not, 1 if the file is no proof. It shares no code with koc.
"""

import argparse
import json
import struct
import sys

from blake3 import blake3

NODE = b"event-log merkle node   format 1"
ROOT = b"event-log merkle root   format 1"
ENTRY = b"event-log roll entry    format 1"
ROLL = b"event-log roll root     format 1"
ENVELOPE = 172


class DoesNotHold(Exception):
    """The proof is for something else than it says."""


def keyed(key, *parts):
    return blake3(b"".join(parts), key=key).digest()


def number(value):
    return struct.pack("<Q", value)


def peak_over(size, position):
    """Which peak stands over the leaf at this position, and how high it is."""
    end = 0
    heights = [height for height in range(63, -1, -1) if size >> height & 1]
    for peak, height in enumerate(heights):
        end += 1 << height
        if 1 <= position <= end:
            return peak, height
    raise DoesNotHold(f"there is no position {position} among {size}")


def leads_to_peak(size, peaks, position, leaf, path):
    if len(peaks) != bin(size).count("1"):
        return False
    peak, height = peak_over(size, position)
    if len(path) != height:
        return False
    node, index = leaf, position - 1
    for beside in path:
        node = keyed(NODE, beside, node) if index & 1 else keyed(NODE, node, beside)
        index >>= 1
    return node == peaks[peak]


def check_stream(number_of_stream, records, size, peaks):
    """Gives id, kind, and version, position and hash of the newest record."""
    stream, version, before, position = None, 0, bytes(32), 0
    for nth, record in enumerate(records, 1):
        where = f"record {nth} of stream {number_of_stream}"
        stored = bytes.fromhex(record["bytes"])
        if len(stored) < ENVELOPE or stored[:2] != b"\xe7\x01":
            raise DoesNotHold(f"{where} is not a record")
        (length,) = struct.unpack_from("<I", stored, 8)
        if len(stored) != ENVELOPE + length:
            raise DoesNotHold(f"{where} is not a whole record")
        position, stated = struct.unpack_from("<QQ", stored, 16)
        (kind,) = struct.unpack_from("<H", stored, 56)
        this = (stored[60:76], kind)
        leaf = blake3(stored).digest()
        path = [bytes.fromhex(step) for step in record["path"]]
        if not leads_to_peak(size, peaks, position, leaf, path):
            raise DoesNotHold(f"the log of that head does not hold {where} at its position")
        if stream not in (None, this):
            raise DoesNotHold(f"{where} is of another stream")
        if stated != version + 1 or stored[140:172] != before:
            raise DoesNotHold(f"before {where} something is left out or changed")
        stream, version, before = this, stated, leaf
    if stream is None:
        raise DoesNotHold("there is an empty stream")
    return stream, version, position, before


def check(proof, head, roll):
    if proof["format"] != "koc history proof 1":
        raise ValueError(f"its format is {proof['format']}")
    if proof["head"] != head:
        raise DoesNotHold(f"the proof is for the head {proof['head']}, not for {head}")
    size, root = head.split(":")
    size, root = int(size), bytes.fromhex(root)
    peaks = [bytes.fromhex(peak) for peak in proof["peaks"]]
    if keyed(ROOT, number(size), *peaks) != root:
        raise DoesNotHold("the peaks do not give the head")

    newest = [
        check_stream(nth, records, size, peaks) for nth, records in enumerate(proof["streams"], 1)
    ]
    streams = [stream for stream, *_ in newest]
    if not streams or len({of for of, _ in streams}) != 1:
        raise DoesNotHold("there is no stream, or they are of more than one id")
    kinds = [kind for _, kind in streams]
    if kinds != sorted(set(kinds)):
        raise DoesNotHold("the streams are not in the order of their kinds")

    entry = [streams[0][0]]
    for (_, kind), version, position, leaf in newest:
        entry += [struct.pack("<H", kind), number(version), number(position), leaf]
    stated = proof["rollProof"]
    entries = [bytes.fromhex(peak) for peak in stated["peaks"]]
    path = [bytes.fromhex(step) for step in stated["path"]]
    in_roll = leads_to_peak(
        stated["size"], entries, stated["place"], keyed(ENTRY, *entry), path
    )
    computed = keyed(ROLL, number(size), root, number(stated["size"]), *entries)
    if not in_roll or computed.hex() != proof["roll"]:
        raise DoesNotHold("something is left out at the end: the roll says otherwise")
    if roll is not None and roll != proof["roll"]:
        raise DoesNotHold("the proof is for another roll than the one given")
    return len(streams), sum(len(records) for records in proof["streams"])


def main():
    asked = argparse.ArgumentParser(description="Checks a proof of a member's whole history.")
    asked.add_argument("file")
    asked.add_argument("--head", required=True, metavar="SIZE:HASH")
    asked.add_argument("--roll", metavar="HASH")
    asked = asked.parse_args()
    try:
        with open(asked.file, encoding="utf-8") as file:
            proof = json.load(file)
        streams, records = check(proof, asked.head, asked.roll)
    except DoesNotHold as why:
        print(f"the proof does not hold: {why}", file=sys.stderr)
        return 5
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as why:
        print(f"{asked.file} is no proof: {why!r}", file=sys.stderr)
        return 1
    end = "and no other" if asked.roll else "and, as the maker of the proof says, no other"
    print(f"it holds: {records} events in {streams} streams, {end}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
