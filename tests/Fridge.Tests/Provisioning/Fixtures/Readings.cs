using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Facts as nodes print them: a bare Pi's from a file, with sections replaced.</summary>
internal static class Readings
{
    /// <summary>The node's clock in <c>bare.facts</c>.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    public static string BarePi { get; } = File.ReadAllText(Path.Combine(CasesFolder, "bare.facts"));

    public static string CasesFolder => Path.GetFullPath(Path.Combine(Here(), "..", "Cases"));

    /// <param name="sections">Facts that replace a bare Pi's, as <see cref="FactScript"/> prints them.</param>
    public static NodeReadings Of(Node node, string sections = "") => new(node.Name, Now,
        FactSections.Parse(BarePi.Replace("{name}", node.Name).Replace("{address}", node.Address)).SetItems(FactSections.Parse(sections)));

    /// <param name="sections">By node; the others are bare.</param>
    public static ClusterView View(Cluster cluster, params (string Node, string Sections)[] sections) =>
        new ClusterView(cluster, ImmutableDictionary<string, NodeReadings>.Empty).With(cluster.Nodes.Select(node =>
            Of(node, string.Concat(sections.Where(given => given.Node == node.Name).Select(given => given.Sections + "\n")))));

    public static NodeView Node(ClusterView cluster, string name) => cluster.All.Single(node => node.Name == name);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
