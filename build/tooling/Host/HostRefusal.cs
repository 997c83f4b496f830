namespace Fridge.Tooling.Host;

/// <summary>The sentences with which a run ends that this machine isn't ready for.</summary>
internal static class HostRefusal
{
    public static FridgeException Of(HostPlan plan, InstallConsent consent)
    {
        var (reason, next) = plan.Obstacle is { } obstacle
            ? ($"This machine lacks {Things(plan)}: {obstacle.Reason}.", Sentence(obstacle.NextStep))
            : consent.NoInstall
                ? ($"This machine lacks {Things(plan)}, and --no-install forbids installing it.", "Install it yourself, or leave --no-install out.")
                : ($"This machine lacks {Things(plan)}, and you declined installing it.", "Install it yourself, or run the same command again and agree.");
        return new FridgeException(reason, next, wrongUse: true) { Evidence = [.. plan.Describe()] };
    }

    public static FridgeException StillMissing(HostPlan plan) => new(
        $"Every step was taken, and this machine still lacks {Things(plan)}.",
        "Look at the run log for what apt and the engine said.")
    {
        Evidence = [.. plan.Describe()],
    };

    private static string Things(HostPlan plan) => plan.Missing.IsEmpty ? "room" : string.Join(", ", plan.Missing);

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
