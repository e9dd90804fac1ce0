"""What a board does with an application: holds each claim against its source, asks, recommends, and decides in two."""
