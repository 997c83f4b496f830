using Fridge.Tooling;
using YamlDotNet.RepresentationModel;

namespace Fridge.Bench.Start;

/// <summary>The value of <c>env.java.opts.all</c> in Flink's own <c>config.yaml</c>: what its code needs opened on Java 17.</summary>
internal static class JavaOptions
{
    private static readonly string[] Key = ["env", "java", "opts", "all"];

    /// <exception cref="FridgeException">The file has no such key.</exception>
    public static string Of(string config)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(config));
        var node = Key.Aggregate(stream.Documents.FirstOrDefault()?.RootNode, (at, key) =>
            at is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null);
        return node is YamlScalarNode { Value: { Length: > 0 } options }
            ? options
            : throw new FridgeException("Flink's config.yaml has no env.java.opts.all, which its scripts give to Java 17.");
    }
}
