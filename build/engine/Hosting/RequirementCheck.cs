namespace Fridge.Engine;

/// <summary>What the targets that will run need to be said before anything runs; a secret may be asked for.</summary>
internal sealed class RequirementCheck(FridgeBuild build, IReadOnlyList<ParameterMember> parameters, IAsk ask)
{
    /// <exception cref="WrongUseException">All that is missing, at once.</exception>
    public async Task CheckAsync(RunPlan plan, CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var target in plan.Running)
        {
            foreach (var requirement in target.Node.Settings.Requirements.Where(requirement => !requirement.IsMet()))
            {
                if (!await AskAsync(requirement, cancellation).ConfigureAwait(false))
                    missing.Add(Say(target.Name, requirement));
            }
        }

        if (missing.Count > 0)
            throw new WrongUseException(string.Join('\n', missing.Distinct()));
    }

    private async Task<bool> AskAsync(Requirement requirement, CancellationToken cancellation)
    {
        if (!ask.IsInteractive || ParameterOf(requirement) is not { IsSecret: true } secret)
            return false;
        var answer = await ask.SecretAsync($"{secret.Attribute.Description} ", cancellation).ConfigureAwait(false);
        secret.SetSecret(build, answer);
        return true;
    }

    private string Say(string target, Requirement requirement) => requirement.Message ?? ParameterOf(requirement) switch
    {
        { IsSecret: true } secret => $"{target} needs {secret.Variable} or --{secret.Name}-file.",
        { } parameter => $"{target} needs --{parameter.Name} or {parameter.Variable}.",
        null => $"{target} needs {requirement.Text}.",
    };

    private ParameterMember? ParameterOf(Requirement requirement) =>
        parameters.FirstOrDefault(parameter => parameter.MemberName == requirement.Text);
}
