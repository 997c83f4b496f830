using System.Diagnostics;

namespace Fridge.EndToEnd;

/// <summary>A clean clone of the checkout under test, with a home, a cache and a state folder of its own.</summary>
public sealed class Clone
{
    /// <summary>What the shelf's cluster file names as a secret of Flink's, and its value: nothing of it may be seen anywhere.</summary>
    public const string SecretVariable = "FRIDGE_E2E_S3_KEY";

    public const string Secret = "planted/Kx7+unseen==";

    private Clone(string folder, string home, string? cache)
    {
        (Folder, Home) = (folder, home);
        Environment = new Dictionary<string, string?>
        {
            ["HOME"] = home,
            ["XDG_CACHE_HOME"] = cache,
            ["XDG_STATE_HOME"] = null,
            [SecretVariable] = Secret,
            // The compiler's packages are not what is tested: a clone takes them from where this run has them.
            ["NUGET_PACKAGES"] = NuGetPackages(),
        };
    }

    public string Folder { get; }

    public string Home { get; }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <param name="parent">Must lie beside what the checkout's settings name with relative paths.</param>
    /// <param name="cache">A cache that others use too; null: its own, with nothing in it.</param>
    public static Clone Make(string parent, string name, string? cache = null)
    {
        var folder = Path.Combine(parent, name);
        var home = Path.Combine(parent, name + "-home");
        Directory.CreateDirectory(home);
        using var git = Process.Start("git", ["clone", "--quiet", "--no-hardlinks", Source(), folder]);
        git.WaitForExit();
        return git.ExitCode == 0 ? new Clone(folder, home, cache) : throw new InvalidOperationException($"git clone of {Source()} failed");
    }

    /// <summary>The checkout under test, which the Test target names.</summary>
    public static string Source() =>
        System.Environment.GetEnvironmentVariable("FRIDGE_CHECKOUT")
        ?? throw new InvalidOperationException("FRIDGE_CHECKOUT is not set: run ./build.sh Test");

    /// <summary>The settings name a folder beside the checkout; clones find it through a link.</summary>
    public static void LinkNeighbour(string parent, string name)
    {
        var neighbour = Path.GetFullPath(Path.Combine(Source(), "..", name));
        if (Directory.Exists(neighbour))
            Directory.CreateSymbolicLink(Path.Combine(parent, name), neighbour);
    }

    private static string NuGetPackages() =>
        System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
