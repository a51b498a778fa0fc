"""The general assembly: convened, held, recorded."""
