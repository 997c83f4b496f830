using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>Where the first manager keeps the registry; Provision lays the folder out, the container mounts its certificate.</summary>
public static class RegistryPlace
{
    /// <summary>Root's alone: the CA's key is in it.</summary>
    public const string Folder = $"{WellKnown.NodeState}/registry";

    public const string Container = "fridge-registry";

    /// <summary>The volume with the images.</summary>
    public const string Volume = "fridge-registry";

    internal static int Port => NodePorts.Registry;
}
