namespace Fridge.Tooling;

/// <summary>Where things are on this machine.</summary>
/// <param name="Checkout">The folder of <c>build.sh</c>.</param>
/// <param name="State"><c>$XDG_STATE_HOME/fridge</c>: a folder per cluster with keys, known_hosts and run logs.</param>
/// <param name="Cache"><c>$XDG_CACHE_HOME/fridge</c>: downloads, OCI layouts, package caches.</param>
public sealed record FridgePaths(string Checkout, string State, string Cache)
{
    /// <summary>What a person finds of a run: in the checkout, or where a program that has none is run.</summary>
    public string Artifacts { get => field ?? Path.Combine(Checkout, "artifacts"); init; }

    /// <summary>The images' recipes with their locks: those of the checkout, or a copy of them with renewed locks.</summary>
    public string Recipes { get => field ?? Path.Combine(Checkout, "images"); init; }

    public string Downloads => Path.Combine(Cache, "downloads");

    /// <summary>OCI layouts, a folder per image and input hash.</summary>
    public string Layouts => Path.Combine(Cache, "layouts");

    public string StateOf(string cluster) => Path.Combine(State, cluster);

    /// <exception cref="FridgeException">Wrong use: nobody says where; keys in a folder that anybody may make, as in /tmp, would be anybody's.</exception>
    public static FridgePaths FromEnvironment(string checkout) => From(Environment.GetEnvironmentVariable, checkout);

    /// <inheritdoc cref="FromEnvironment"/>
    internal static FridgePaths From(Func<string, string?> environment, string checkout)
    {
        return new FridgePaths(checkout, Xdg("XDG_STATE_HOME", ".local/state"), Xdg("XDG_CACHE_HOME", ".cache"));

        string Xdg(string variable, string fallback) => Path.Combine(
            Rooted(variable) ?? (Rooted("HOME") is { } home ? Path.Combine(home, fallback) : throw Homeless(variable)),
            "fridge");

        string? Rooted(string variable) => environment(variable) is { Length: > 0 } folder && Path.IsPathRooted(folder) ? folder : null;
    }

    private static FridgeException Homeless(string variable) => new(
        $"Neither HOME nor {variable} is set: there is no folder of yours for keys, host keys and downloads.",
        "Set HOME to your home folder (in a crontab or a unit too), or XDG_STATE_HOME and XDG_CACHE_HOME.",
        wrongUse: true);
}
