namespace Fridge.Model;

/// <summary>A service of which there is one, on the node that has its data: the named one, else the first manager. Its image and its templates have its name.</summary>
internal static class DataService
{
    /// <param name="section">Of the cluster file, that asks for it.</param>
    /// <param name="node">Null: the file names none.</param>
    public static Service Of(Cluster cluster, string name, string title, string section, string? node, MemorySize memory, ServiceFolder folder)
    {
        var its = node is null ? cluster.Managers.FirstOrDefault() : cluster.Nodes.FirstOrDefault(known => known.Name == node);
        return new()
        {
            Name = name,
            Family = name,
            Title = title,
            Runner = ServiceRunner.Orchestrator,
            Memory = memory,
            MemorySource = $"{section}.memory, its container's limit",
            Image = name,
            Folder = folder,
            Architecture = its?.Architecture,
            Nodes = its is null ? [] : [its],
            Instances = 1,
            Reason = $"one, where its data is: {folder.Path} ({WellKnown.NodeLabel}={its?.Name})",
        };
    }
}
