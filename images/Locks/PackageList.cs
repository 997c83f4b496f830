using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Images.Locks;

/// <summary>
/// An image's file <c>packages</c>: what a person chose, complete with everything that the choice needs, so that no
/// resolver decides what is in an image. A line is <c>group architecture…: package…</c>.
/// </summary>
public sealed record PackageList(ImmutableArray<PackageGroup> Groups)
{
    public const string FileName = "packages";

    public static PackageList Parse(string text, string origin) => new(ListLines.Parse(text, origin, ParseLine));

    private static PackageGroup ParseLine(string line, string origin)
    {
        var parts = line.Split(':');
        var head = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && head.Length > 1
            ? new PackageGroup(head[0], [.. head[1..]], [.. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            : throw new FridgeException(
                $"{origin}: expected \"group architecture…: package…\", found \"{line}\"", "Correct the line.", wrongUse: true);
    }
}

public sealed record PackageGroup(string Name, ImmutableArray<string> Architectures, ImmutableArray<string> Packages);
