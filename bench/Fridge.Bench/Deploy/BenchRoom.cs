using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Bench.Deploy;

/// <summary>A folder with a benchmark's own cluster file, cache and state: what makes a Deploy a cold one.</summary>
internal sealed record BenchRoom(string Folder)
{
    public string ClusterFile => Path.Combine(Folder, "bench.yaml");

    public ImmutableDictionary<string, string?> Environment => ImmutableDictionary<string, string?>.Empty
        .Add("XDG_CACHE_HOME", Path.Combine(Folder, "cache"))
        .Add("XDG_STATE_HOME", Path.Combine(Folder, "state"))
        .Add("FRIDGE_CLUSTER", null);

    public static BenchRoom Make(string clusterText)
    {
        var room = new BenchRoom(Directory.CreateTempSubdirectory("fridge-bench-").FullName);
        File.WriteAllText(room.ClusterFile, clusterText);
        return room;
    }

    public void Remove()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new FridgeException($"The benchmark's folder stays: {reason.Message}", $"sudo rm -rf {Folder}", inner: reason);
        }
    }
}
