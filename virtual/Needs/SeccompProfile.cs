using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fridge.Virtual.Needs;

/// <summary>
/// What a Pi's processes may not ask the kernel, as the engine takes it: all else is allowed, since an engine's own profile for containers
/// lets none of them change its root, as the engine in a Pi must.
/// </summary>
internal static class SeccompProfile
{
    private const string Deny = "SCMP_ACT_ERRNO";

    /// <summary>bpf(2) commands by which runc limits devices on cgroup v2: load, attach, detach, a program by its id and about it, query (linux/bpf.h).</summary>
    private static readonly ImmutableArray<int> DeviceCommands = [5, 8, 9, 13, 15, 16];

    /// <param name="cgroupVersion">On 1 devices are limited without bpf, so all of it is denied.</param>
    public static string Text(int cgroupVersion) => new JsonObject
    {
        ["defaultAction"] = "SCMP_ACT_ALLOW",
        ["archMap"] = new JsonArray(
            Architecture("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"),
            Architecture("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM")),
        ["syscalls"] = new JsonArray([.. DeniedCalls.Table.Select(Denied), .. Bpf(cgroupVersion)]),
    }.ToJsonString();

    private static JsonObject Denied(DeniedCalls calls) => Rule(calls.Names, calls.Errno);

    private static IEnumerable<JsonNode> Bpf(int cgroupVersion)
    {
        if (cgroupVersion == 1)
            return [Rule(["bpf"], 1)];
        var last = DeviceCommands.Max();
        return Enumerable.Range(0, last).Except(DeviceCommands).Select(command => Bpf(command, "SCMP_CMP_EQ")).Append(Bpf(last, "SCMP_CMP_GT"));
    }

    private static JsonObject Bpf(int command, string comparison)
    {
        var rule = Rule(["bpf"], 1);
        rule["args"] = new JsonArray(new JsonObject { ["index"] = 0, ["value"] = command, ["op"] = comparison });
        return rule;
    }

    private static JsonObject Rule(IEnumerable<string> names, int errno) => new()
    {
        ["names"] = new JsonArray([.. names.Select(name => (JsonNode)name)]),
        ["action"] = Deny,
        ["errnoRet"] = errno,
    };

    private static JsonObject Architecture(string name, params string[] beside) => new()
    {
        ["architecture"] = name,
        ["subArchitectures"] = new JsonArray([.. beside.Select(other => (JsonNode)other)]),
    };
}
