"""What the program meets outside itself: consoles and pipes, their letters and widths, progress bars, shells."""
