"""The program's surroundings: consoles and pipes, their encodings and widths, progress bars, shells."""
