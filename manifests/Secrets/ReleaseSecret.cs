using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests;

/// <summary>A secret that the orchestrator puts into containers, on a memory file system: a Swarm secret, a Kubernetes Secret. Its value is in no release.</summary>
/// <param name="Name">Ends with a salted hash of the value: what has this name has this value. The end of a generated one's name says nothing of its value.</param>
/// <param name="Key">The key of the cluster file that names where it comes from: <c>flink.config.s3.secret-key</c>.</param>
/// <param name="Options">Flink's options that have the value.</param>
public sealed record ReleaseSecret(string Name, string Key, ImmutableArray<string> Options)
{
    /// <summary>What the file in the container says: YAML that Flink's entry point puts under its configuration.</summary>
    public string Content(Secret value) => YamlText.Write(Mapping.Of(Options.Select(option => (option, (Value)value.Reveal()))));
}
