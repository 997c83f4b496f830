using Fridge.Model;
using Fridge.Rollout.Classes;

namespace Fridge.Bench.Start;

/// <summary>Records a class archive on this machine as a node records it.</summary>
internal static class LocalClasses
{
    /// <param name="folder">Stands for a node's <c>/var/lib/fridge/jvm</c>, with its profile.</param>
    public static async Task<ClassArchive> RecordAsync(LocalEngine engine, string image, StartFolder files, string folder, CancellationToken cancellationToken)
    {
        var archive = ClassArchive.Of(image);
        var jvm = Path.GetDirectoryName(WellKnown.JvmProfile)!;
        var target = Directory.CreateDirectory(Path.Combine(folder, Path.GetRelativePath(jvm, archive.Folder))).FullName;
        foreach (var run in ClassRecording.Runs(archive, image, target, Path.Combine(folder, Path.GetFileName(WellKnown.JvmProfile))))
            await engine.RunAsync(run.Skip(1), cancellationToken);
        files.OpenToAll();
        return archive;
    }
}
