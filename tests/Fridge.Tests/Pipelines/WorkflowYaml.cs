using Fridge.Pipelines.GitHub;
using Fridge.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Fridge.Tests.Pipelines;

/// <summary>A workflow's file as YAML has it.</summary>
internal sealed record WorkflowYaml(string Name, string Text)
{
    public const string Sample = "sample";

    /// <summary>Those that the checkout holds, and a sample with every word of a declaration.</summary>
    public static IEnumerable<WorkflowYaml> All =>
    [
        .. Directory.EnumerateFiles(Checkout.File(WorkflowPlan.Folder)).Select(path => new WorkflowYaml(Path.GetFileName(path), File.ReadAllText(path))),
        new(Sample, SamplePipelines.Text(SamplePipelines.Release)),
    ];

    public YamlMappingNode Root
    {
        get
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Text));
            return (YamlMappingNode)stream.Documents.Single().RootNode;
        }
    }

    public IEnumerable<(string Name, YamlMappingNode Node)> Jobs => Map(Root["jobs"]).Select(job => (job.Key.ToString(), Map(job.Value)));

    public IEnumerable<YamlMappingNode> Steps => Jobs.SelectMany(job => (YamlSequenceNode)job.Node["steps"]).Select(Map);

    public override string ToString() => Name;

    public static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    public static string? Value(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var found) ? found.ToString() : null;
}
