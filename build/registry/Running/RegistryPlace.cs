using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>Where the first manager keeps the registry; Provision lays the folder out, the containers mount its certificates.</summary>
public static class RegistryPlace
{
    /// <summary>Root's alone: the CA's key is in it.</summary>
    public const string Folder = $"{WellKnown.NodeState}/registry";

    public const string Authority = $"{Folder}/ca.crt";

    /// <summary>Mounted by no container, as the writer's.</summary>
    public const string AuthorityKey = $"{Folder}/ca.key";

    /// <summary>The one certificate that the writing registry takes.</summary>
    public const string Writer = $"{Folder}/writers/clients.crt";

    public const string WriterKey = $"{Folder}/writer.key";

    /// <summary>The registry of nodes, which reads.</summary>
    public const string Container = "fridge-registry";

    /// <summary>The same for Fridge, which writes.</summary>
    public const string WritingContainer = "fridge-registry-write";

    /// <summary>The volume with the images.</summary>
    public const string Volume = "fridge-registry";
}
