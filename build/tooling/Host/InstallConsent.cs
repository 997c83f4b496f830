namespace Fridge.Tooling.Host;

/// <summary>What the command line says about installing.</summary>
/// <param name="Yes"><c>--yes</c></param>
/// <param name="NoInstall"><c>--no-install</c></param>
/// <param name="HasTerminal">Somebody can answer.</param>
public sealed record InstallConsent(bool Yes, bool NoInstall, bool HasTerminal)
{
    public InstallDecision For(HostPlan plan) =>
        plan.Steps.IsEmpty && plan.Obstacle is null ? InstallDecision.Nothing
        : NoInstall || plan.Obstacle is not null ? InstallDecision.Refuse
        : Yes || !HasTerminal ? InstallDecision.Install
        : InstallDecision.Ask;
}

public enum InstallDecision
{
    Nothing,
    Install,
    Ask,

    /// <summary>Exit 2 with the list.</summary>
    Refuse,
}
