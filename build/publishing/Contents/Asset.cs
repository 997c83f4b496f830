using System.Security.Cryptography;

namespace Fridge.Publishing.Contents;

/// <summary>A file of a release.</summary>
public sealed record Asset(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>A program.</summary>
    public bool IsExecutable { get; init; }

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    public bool Has(ReadOnlySpan<byte> other) => Content.Span.SequenceEqual(other);
}
