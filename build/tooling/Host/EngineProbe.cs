using Fridge.Tooling.Engines;
using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>Asks whether an engine answers: directly, else through the group docker where the user is a member and the login is older.</summary>
internal sealed class EngineProbe(IProcessRunner processes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="groups">The user's, as the machine's files say now.</param>
    public async Task<EngineAnswer> ProbeAsync(IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        var direct = await InfoAsync(throughGroup: false, cancellationToken);
        if (direct.Facts is not null || !direct.RefusesUser || !groups.Contains(LocalDocker.Group))
            return direct;
        var byGroup = await InfoAsync(throughGroup: true, cancellationToken);
        return byGroup.Facts is not null ? byGroup : direct;
    }

    private async Task<EngineAnswer> InfoAsync(bool throughGroup, CancellationToken cancellationToken)
    {
        var info = new LocalDocker(throughGroup).Command("info", "--format", "{{json .}}") with { TimeLimit = Patience };
        try
        {
            var result = await processes.TryRunAsync(info, cancellationToken: cancellationToken);
            var facts = EngineInfo.Parse(result.StandardOutput) is { } answer ? HostEngine.Of(answer, throughGroup) : null;
            return new EngineAnswer(facts, facts is null && Refused(result));
        }
        catch (ProcessFailedException failure) when (failure.ExitCode is null)
        {
            // No docker command line at all, or one that hangs before a dead socket: either way nothing answers.
            return new EngineAnswer(null, RefusesUser: false);
        }
    }

    private static bool Refused(ProcessResult result) =>
        (result.StandardOutput + result.StandardError).Contains("permission denied", StringComparison.OrdinalIgnoreCase);
}

/// <param name="Facts">Null: none answered.</param>
/// <param name="RefusesUser">One listens and this user may not speak to it.</param>
internal sealed record EngineAnswer(HostEngine? Facts, bool RefusesUser);
