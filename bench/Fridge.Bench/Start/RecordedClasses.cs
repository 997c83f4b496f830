using Fridge.Clusters;
using Fridge.Rollout.Classes;

namespace Fridge.Bench.Start;

/// <summary>A class archive in a folder of this machine, recorded as a node records it.</summary>
internal sealed record RecordedClasses(ClassArchive Archive, string Folder)
{
    private const string Container = "fridge-bench-classes";

    public static async Task<RecordedClasses> RecordAsync(LocalEngine engine, string image, string folder, string profile, CancellationToken cancellationToken)
    {
        var recorded = new RecordedClasses(ClassArchive.Of(image), folder);
        foreach (var run in ClassRecording.Runs(recorded.Archive, Container, image, folder, profile))
            await engine.RunAsync(run.Skip(1), cancellationToken);
        return recorded;
    }
}
