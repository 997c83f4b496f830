namespace Fridge.Manifests;

/// <summary>A file that the orchestrator puts into containers: a Swarm config, a Kubernetes ConfigMap.</summary>
/// <param name="Name">Ends with a hash of the content: what has this name has this content, in every release.</param>
/// <param name="File">The name of the file it becomes in the container.</param>
public sealed record ReleaseFile(string Name, string File, string Content);
