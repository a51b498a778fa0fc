"""The quarterly declaration to social security (DmfA): prepared and checked here, never filed."""
