"""Acts on clients, in the words of the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

CLIENT_ACTS: Mapping[str, Msg] = {
    "client_added": N_("Added the client"),
    "client_corrected": N_("Corrected the client"),
    "client_verified": N_("Verified the client"),
    "client_unverified": N_("Took the verification of the client back"),
    "directory_exported": N_("Downloaded the directory of clients"),
    "clients_imported": N_("Imported %(rows)s clients from a file"),
}
