namespace Fridge.Publishing.Programs;

/// <param name="Path">From the checkout.</param>
public sealed record CarriedFile(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable = false);
