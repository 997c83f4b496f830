using System.Collections.Immutable;

namespace Fridge.Bench.Start;

/// <summary>A row of the table, ready to be started.</summary>
internal sealed record Starter(StartCase Case, FlinkContainer JobManager, FlinkContainer TaskManager)
{
    public static Starter Of(StartCase row, string image, FlinkFiles files, StartFolder folder)
    {
        var network = $"fridge-bench-{row.Name.Replace('/', '-')}";
        var profile = folder.Write($"{network}-jvm", ImmutableDictionary<string, string>.Empty.Add("profile.args", row.Profile.ArgumentFile));
        return new Starter(
            row,
            new FlinkContainer(row, image, network, true, folder.Write($"{network}-jobmanager", files.JobManager), profile),
            new FlinkContainer(row, image, network, false, folder.Write($"{network}-taskmanager", files.TaskManager), profile));
    }
}
