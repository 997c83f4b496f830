using Tomlyn;
using Tomlyn.Model;

namespace Fridge.Provisioning.HostTasks.Containerd;

/// <summary>
/// containerd's settings file with what a kubelet needs of it: its interface (Docker's package switches that off), one driver of cgroups, plug-ins and registries where
/// they are. What a person set beside that stays; its comments don't.
/// </summary>
internal static class ContainerdSettings
{
    public const string Registries = "/etc/containerd/certs.d";

    /// <summary>Where CNI's plug-ins are by default, and where Fridge lays them.</summary>
    private const string Plugins = "/opt/cni/bin";

    private const char PathSeparator = ':';

    /// <param name="current">Null: no file.</param>
    /// <param name="major">Of containerd; null: there is none yet. Any reads a file of version 2; from 2 on a new one is of version 3.</param>
    /// <param name="systemdCgroups">Whether the engine and the kubelet have systemd make cgroups.</param>
    /// <param name="merged">The same text where nothing is to be changed.</param>
    public static bool TryMerge(string? current, int? major, bool systemdCgroups, out string merged, out string error)
    {
        (merged, error) = ("", "");
        try
        {
            var settings = TomlSerializer.Deserialize<TomlTable>(current ?? "") ?? [];
            var before = TomlSerializer.Serialize(settings);
            var layout = Layout.Of(settings, major);
            SetRuntime(settings, layout, systemdCgroups);
            SetRegistries(settings, layout);
            var after = TomlSerializer.Serialize(settings);
            merged = current is not null && before == after ? current : after;
            return true;
        }
        catch (TomlException failure)
        {
            error = $"line {failure.Line}, column {failure.Column}: {(failure.Diagnostics is [var first, ..] ? first.Message : failure.Message)}";
            return false;
        }
        catch (Exception failure) when (failure is FormatException or InvalidCastException)
        {
            error = failure.Message;
            return false;
        }
    }

    private static void SetRuntime(TomlTable settings, Layout layout, bool systemdCgroups)
    {
        settings["version"] = layout.Version;
        if (settings.TryGetValue("disabled_plugins", out var disabled))
        {
            var left = new TomlArray();
            foreach (var name in ((TomlArray)disabled).Where(name => !Layout.Interfaces.Contains(name as string)))
                left.Add(name);
            settings["disabled_plugins"] = left;
        }

        var runtime = Table(settings, "plugins", layout.Runtime);
        var runc = Table(runtime, "containerd", "runtimes", "runc");
        runc.TryAdd("runtime_type", "io.containerd.runc.v2");
        Table(runc, "options")["SystemdCgroup"] = systemdCgroups;
        if (runtime.TryGetValue("cni", out var cni) && ((TomlTable)cni).ContainsKey("bin_dir"))
            ((TomlTable)cni)["bin_dir"] = Plugins;
    }

    /// <summary>A folder a registry: containerd reads it at each pull.</summary>
    private static void SetRegistries(TomlTable settings, Layout layout)
    {
        var registry = Table(settings, "plugins", layout.Images, "registry");
        if (new[] { "mirrors", "configs" }.FirstOrDefault(key => registry.TryGetValue(key, out var value) && value is TomlTable { Count: > 0 }) is { } old)
            throw new FormatException($"registry.{old} is set, and containerd refuses registry.config_path beside it; write the same settings into a file {Registries}/HOST/hosts.toml");
        var folders = ((registry.TryGetValue("config_path", out var path) ? path as string : null) ?? "").Split(PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        registry["config_path"] = string.Join(PathSeparator, folders.Union([Registries]));
    }

    private static TomlTable Table(TomlTable table, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!table.ContainsKey(key))
                table[key] = new TomlTable();
            table = (TomlTable)table[key];
        }
        return table;
    }

    /// <summary>Where things stand in one version of the file.</summary>
    private sealed record Layout(long Version, string Runtime, string Images)
    {
        private const string Short = "cri", OfTwo = "io.containerd.grpc.v1.cri", RuntimeOfThree = "io.containerd.cri.v1.runtime", ImagesOfThree = "io.containerd.cri.v1.images";

        /// <summary>Names under which the kubelet's interface may be switched off.</summary>
        public static string[] Interfaces => [Short, OfTwo, RuntimeOfThree, ImagesOfThree];

        public static Layout Of(TomlTable settings, int? major)
        {
            var version = settings.TryGetValue("version", out var value) ? (long)value
                : settings.ContainsKey("plugins") || Named(settings, "disabled_plugins").Concat(Named(settings, "required_plugins")).Any(IsShort) ? 1
                : major >= 2 && settings.Count == 0 ? 3 : 2;
            return version switch
            {
                2 => new(version, OfTwo, OfTwo),
                3 => new(version, RuntimeOfThree, ImagesOfThree),
                _ => throw new FormatException($"its version is {version}, and 2 or 3 is expected (containerd config migrate rewrites the file)"),
            };
        }

        private static IEnumerable<string> Named(TomlTable settings, string key) => settings.TryGetValue(key, out var names) ? ((TomlArray)names).OfType<string>() : [];

        /// <summary>As version 1 calls plug-ins, and no other; Docker's package has one of these, which goes.</summary>
        private static bool IsShort(string plugin) => plugin != Short && !plugin.StartsWith("io.containerd.", StringComparison.Ordinal);
    }
}
