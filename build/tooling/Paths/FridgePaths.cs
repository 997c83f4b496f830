namespace Fridge.Tooling;

/// <summary>Where things are on this machine.</summary>
/// <param name="Checkout">The folder of <c>build.sh</c>.</param>
/// <param name="State"><c>$XDG_STATE_HOME/fridge</c>: a folder per cluster with keys, known_hosts and run logs.</param>
/// <param name="Cache"><c>$XDG_CACHE_HOME/fridge</c>: downloads, OCI layouts, package caches.</param>
public sealed record FridgePaths(string Checkout, string State, string Cache)
{
    public string Artifacts => Path.Combine(Checkout, "artifacts");

    public string Downloads => Path.Combine(Cache, "downloads");

    /// <summary>OCI layouts, a folder per image and input hash.</summary>
    public string Layouts => Path.Combine(Cache, "layouts");

    public string StateOf(string cluster) => Path.Combine(State, cluster);

    public static FridgePaths FromEnvironment(string checkout)
    {
        var home = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } set ? set : Path.GetTempPath();
        return new FridgePaths(checkout, Xdg("XDG_STATE_HOME", ".local/state"), Xdg("XDG_CACHE_HOME", ".cache"));

        string Xdg(string variable, string fallback) => Path.Combine(
            Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder && Path.IsPathRooted(folder)
                ? folder
                : Path.Combine(home, fallback),
            "fridge");
    }
}
