using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fridge.Tests.Support;

namespace Fridge.Tests.Architecture;

/// <summary>A row of the table in <c>docs/architecture.md</c>.</summary>
/// <param name="Folder">Such as <c>build/nodes</c>.</param>
/// <param name="Project">Such as <c>Fridge.Nodes</c>; also its namespace.</param>
/// <param name="MayKnow">Rooms by the last part of their folder; the word of the page for the front door is <c>everything</c>.</param>
internal sealed partial record Room(string Folder, string Project, ImmutableArray<string> MayKnow)
{
    public static ImmutableArray<Room> OfThePage { get; } =
    [
        .. File.ReadLines(Checkout.File("docs", "architecture.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => new Room(row.Groups[1].Value.TrimEnd('/'), row.Groups[2].Value, Names(row.Groups[3].Value))),
    ];

    public string Name => Path.GetFileName(Folder);

    public Assembly Assembly => Assembly.Load(Project);

    /// <summary>The project's own references, by the names that the page has.</summary>
    public IEnumerable<string> References => XDocument.Load(Checkout.File(Folder, Project + ".csproj")).Descendants("ProjectReference")
        .Select(reference => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(Path.Combine("/", Folder, reference.Attribute("Include")!.Value))))!);

    private static ImmutableArray<string> Names(string cell) =>
        [.. cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => name != "-")];

    [GeneratedRegex(@"^\| `([^`]+)` \| (Fridge\.\w+) \|.*\| ([^|]*) \|$")]
    private static partial Regex Row();
}
