using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.JvmProfile;

/// <summary>The node's JVM flags as an argument file that services mount: no emulator setting ships to a real board.</summary>
internal sealed class JvmProfileTask : IHostTask
{
    private static readonly Fact<string?> Current = FileFacts.Text("jvm_profile", WellKnown.JvmProfile);

    public string Name => "jvm profile";

    public IEnumerable<Fact> Facts => [Current];

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var profile = JvmProfiles.For(node.Facts);
        return FileChange.Make(Name, node.Name, WellKnown.JvmProfile, "0644", node.Read(Current), profile.ArgumentFile);
    }
}
