namespace Fridge.Tooling.Downloads;

/// <summary>Recognises a full disk.</summary>
public static class DiskFull
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>.NET reserves the room of a text before it writes it, and has only words for this failure.</summary>
    private const string NoRoomToReserve = "because the disk was full.";

    /// <summary>Linux's ENOSPC and EDQUOT, which .NET hands on in <see cref="Exception.HResult"/>.</summary>
    public static bool Is(IOException reason) =>
        reason.HResult is NoSpaceLeft or QuotaExceeded || reason.Message.EndsWith(NoRoomToReserve, StringComparison.Ordinal);

    public static FridgeException At(string path, IOException reason) => new(
        $"The disk of {path} is full.", "Make room there, then run the same command again: what was downloaded so far is kept.", inner: reason);
}
