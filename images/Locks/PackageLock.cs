using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Images.Locks;

/// <summary>An image's <c>packages.lock</c>: every Debian package that it is made of, by hash.</summary>
public sealed record PackageLock(ImmutableArray<LockedPackage> Packages)
{
    public const string FileName = "packages.lock";

    private const string Header =
        """
        # Debian packages of this image, by hash: group target name version path sha256 size.
        # Written by ./build.sh Images --update from the list in the file "packages"; don't edit.

        """;

    public IEnumerable<LockedPackage> Of(string group, string target) =>
        Packages.Where(package => package.Group == group && package.Target == target);

    public PackageLock Without(IReadOnlyCollection<string> groups) => new([.. Packages.Where(package => !groups.Contains(package.Group))]);

    public static PackageLock Read(string path) =>
        File.Exists(path)
            ? Parse(File.ReadAllText(path), path)
            : throw new FridgeException($"{path} is missing", "Take it from version control, or make it with ./build.sh Images --update.");

    /// <exception cref="FridgeException">A line that isn't a package, by file and line.</exception>
    public static PackageLock Parse(string text, string origin) => new(ListLines.Parse(text, origin, LockedPackage.Parse));

    public string Format() => Header + string.Concat(Packages
        .OrderBy(package => package.Group, StringComparer.Ordinal)
        .ThenBy(package => package.Target, StringComparer.Ordinal)
        .ThenBy(package => package.Name, StringComparer.Ordinal)
        .Select(package => $"{package}\n"));
}
