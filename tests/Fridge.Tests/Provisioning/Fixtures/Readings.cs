using System.Runtime.CompilerServices;
using Fridge.Model;
using Fridge.Provisioning;
using Fridge.Provisioning.Facts;
using Fridge.Tests.Support;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Facts as nodes print them: those of a bare Pi, with sections replaced. Each host task's own lie with its cases.</summary>
internal static class Readings
{
    /// <summary>The node's clock in <c>common.facts</c>.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    /// <summary>A folder for each host task, with its cases and what a bare Pi says to its facts.</summary>
    public static string TasksFolder => Path.GetFullPath(Path.Combine(Here(), "..", "HostTasks"));

    /// <summary>What every task may read.</summary>
    public static string Common { get; } = File.ReadAllText(Path.Combine(TasksFolder, "common.facts"));

    /// <summary>All that is asked of a bare Pi.</summary>
    public static string BarePi { get; } = string.Concat(
        [Common, File.ReadAllText(Path.Combine(Here(), "orchestrator.facts")), File.ReadAllText(Path.Combine(Here(), "kubernetes.facts")), .. OfTasks("bare.facts")]);

    /// <summary>The texts of one name in the tasks' folders.</summary>
    public static IEnumerable<string> OfTasks(string file) =>
        Directory.GetFiles(TasksFolder, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    /// <param name="sections">Facts that replace a bare Pi's, as <see cref="FactScript"/> prints them.</param>
    public static NodeReadings Of(Node node, string sections = "") => Of(node, BarePi, sections);

    /// <param name="bare">What the node says beside the sections.</param>
    public static NodeReadings Of(Node node, string bare, string sections) =>
        new(node.Name, Now, FactSections.Parse(FactsText.Output(For(node, bare) + sections)));

    /// <param name="sections">By node; the others are bare.</param>
    public static ClusterView View(Cluster cluster, params (string Node, string Sections)[] sections) =>
        View(cluster, BarePi, sections);

    public static ClusterView View(Cluster cluster, string bare, params (string Node, string Sections)[] sections) =>
        Stages(cluster).View(cluster.Nodes.Select(node =>
            Of(node, bare, string.Concat(sections.Where(given => given.Node == node.Name).Select(given => given.Sections + "\n")))));

    public static NodeView Node(ClusterView cluster, string name) => cluster.All.Single(node => node.Name == name);

    /// <summary>A text of facts as this node has it.</summary>
    public static string For(Node node, string facts) => facts.Replace("{name}", node.Name).Replace("{address}", node.Address);

    /// <summary>Stages whose changes nobody makes.</summary>
    public static StageList Stages(Cluster cluster) =>
        StageList.For(cluster, new FakeNodes((_, _) => new FakeAnswer()), new ReportRecorder(), TimeProvider.System, new Redactor(), cluster.Kubernetes is null ? ClusterForming.Swarm : KubeFridges.Forming(cluster));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
