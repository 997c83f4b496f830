using Fridge.Tooling;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fridge.Bench.Deploy;

/// <summary>The cluster file of a benchmark: another one's with a name and a network of its own, so that a person's cluster stays.</summary>
internal static class BenchCluster
{
    public const string Name = "bench";
    public const string Subnet = "172.30.42.0/24";

    /// <param name="file">As messages name it.</param>
    /// <exception cref="FridgeException">No cluster file of a virtual cluster (exit code 2).</exception>
    public static string From(string text, string file)
    {
        var stream = Load(text, file);
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }] || !root.Children.ContainsKey("virtual"))
            throw Refusal($"{file} describes no virtual cluster; a benchmark destroys what it deployed.");
        root.Children["name"] = Name;
        root.Children["virtual"] = new YamlMappingNode("subnet", Subnet);
        var written = new StringWriter();
        stream.Save(written, assignAnchors: false);
        return written.ToString();
    }

    private static YamlStream Load(string text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException malformed)
        {
            throw Refusal($"{file}:{malformed.Start.Line}:{malformed.Start.Column}: {malformed.Message}");
        }

        return stream;
    }

    private static FridgeException Refusal(string message) => new(message, "Name another with --cluster FILE; default: clusters/virtual.yaml", wrongUse: true);
}
