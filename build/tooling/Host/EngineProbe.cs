using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>Asks whether an engine answers: directly, else by sudo.</summary>
public sealed class EngineProbe(IProcessRunner processes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<EngineAnswer> ProbeAsync(HostRoot root, CancellationToken cancellationToken)
    {
        var direct = await InfoAsync(throughSudo: false, cancellationToken);
        if (direct.Facts is not null || !direct.RefusesUser || root is HostRoot.None or HostRoot.Root)
            return direct;
        if (root == HostRoot.SudoWithPassword)
            await processes.TryRunAsync(SudoPassword.Ask, cancellationToken: cancellationToken);
        var bySudo = await InfoAsync(throughSudo: true, cancellationToken);
        return bySudo.Facts is not null ? bySudo : direct;
    }

    private async Task<EngineAnswer> InfoAsync(bool throughSudo, CancellationToken cancellationToken)
    {
        var info = new LocalDocker(throughSudo).Command("info", "--format", "{{json .}}") with { TimeLimit = Patience };
        try
        {
            var result = await processes.TryRunAsync(info, cancellationToken: cancellationToken);
            var facts = result.StandardOutput.TrimStart().StartsWith('{') ? EngineFacts.Parse(result.StandardOutput, throughSudo) : null;
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
public sealed record EngineAnswer(EngineFacts? Facts, bool RefusesUser);
