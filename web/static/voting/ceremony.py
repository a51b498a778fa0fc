#!/usr/bin/env python3
"""The key of a vote, made and used without a network.

  ceremony.py keys OUT --trustee NAME --trustee NAME --trustee NAME
  ceremony.py rehearse rehearsal.json SHARE SHARE OUT
  ceremony.py open urn.json SHARE SHARE OUT
  ceremony.py check FOLDER

SHARE is the file of a share, or - to type its words from paper. OUT is a new folder.
Two of three shares open the urn. The key itself is never written down: it exists only in the
memory of this program, between reading two shares and its end. It needs PyNaCl and
shamir-mnemonic, and beside it ceremony_keys.py, ceremony_urn.py, recount.py,
recount_stv.py and recount_tie.py.
"""

import argparse
import json
import sys
from pathlib import Path

import recount
from ceremony_keys import (
    Refused,
    canonical,
    in_groups,
    make_keys,
    open_key,
    read_share,
    rehearse,
    sha256,
    sheet,
)
from ceremony_urn import check_folder, open_urn
from nacl.exceptions import CryptoError

__all__ = ["Refused", "make_keys", "open_key", "open_urn", "read_share", "rehearse"]
UNREADABLE = (CryptoError, OSError, EOFError, ValueError, LookupError, TypeError, AttributeError)


def main(given=None):
    """Read the command, do it, say it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["keys", "rehearse", "open", "check"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--trustee", action="append", default=[])
    asked = parser.parse_args(given)
    try:
        if asked.what == "check":
            check(*asked.paths)
        else:
            run(asked.what, asked.paths, asked.trustee)
    except Refused as error:
        print(f"STOPPED: {error}")
        return 1
    except UNREADABLE as error:
        print(f"STOPPED: the command or a file is not as it should be: {error!r}")
        return 1
    print("DONE")
    return 0


def run(what, paths, names):
    """Make the files of a command and write them into a new folder."""
    if what == "keys":
        (out,) = paths
        files = new_keys(names)
    else:
        source, first, second, out = paths
        told, shares = json.loads(source.read_bytes()), [read_share(first), read_share(second)]
        files = open_urn(told, shares) if what == "open" else proof(told, shares)
    if out.is_dir() and any((out / name).exists() for name in files):
        raise Refused(f"{out} holds such files already: name a new folder")
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
        print(f"{sha256(data)}  {name}")
    if what == "open":
        check(out)
        print(f"Pack the folder {out} as .zip and take it to the server.")


def new_keys(names):
    """keys.json for the server and a sheet for each trustee."""
    keys, shares = make_keys(names)
    print(f"Public key, for the convocation: {in_groups(keys['public_key'])}")
    print("Print each share twice, then delete the three files. Only keys.json leaves this room.")
    sheets = {
        f"share-{at + 1}.txt": sheet(keys, at, words).encode() for at, words in enumerate(shares)
    }
    return {"keys.json": canonical(keys), **sheets}


def proof(told, shares):
    """What shows the server that these two trustees opened the test ballots."""
    done = rehearse(told, shares)
    print(f"{len(done['answers'])} test ballots opened.")
    return {f"proof-{'-'.join(map(str, done['pair']))}.json": canonical(done)}


def check(folder):
    """Say what a folder of results holds, once signatures, hashes and every count agree."""
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    definition, result = check_folder(files)
    print(f"Hash of the questions, compare it: {in_groups(result['definition_sha256'])}")
    print(f"Public key, compare it: {in_groups(definition['public_key'])}")
    print("Votes on the roll {roll}, cast {cast}, counted {counted}.".format(**result))
    for one in result["invalid"]:
        print(f"NOT COUNTED ({one['reason']}): {one['box_sha256']}")
    if recount.main([str(file) for file in sorted(folder.glob("board-*.csv"))]):
        raise Refused("a board does not agree with the result")


if __name__ == "__main__":
    sys.exit(main())
