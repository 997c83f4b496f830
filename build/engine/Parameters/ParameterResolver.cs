using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Gives the build its values: command line, then environment, then <c>.nuke/parameters.json</c>, then what the class says.</summary>
/// <param name="environment">Null for a variable that isn't set.</param>
internal sealed class ParameterResolver(ParsedCommandLine line, Func<string, string?> environment, ParametersFile file)
{
    /// <exception cref="WrongUseException">All values that don't fit, at once.</exception>
    public void Apply(FridgeBuild build, IReadOnlyList<ParameterMember> parameters)
    {
        var errors = new List<string>();
        foreach (var parameter in parameters.Where(parameter => IsMeant(parameter, parameters)))
        {
            try
            {
                if (parameter.IsSecret && SecretOf(parameter) is { } secret)
                    parameter.SetSecret(build, build.Redactor.Hide(secret));
                else if (!parameter.IsSecret)
                    ApplyPlain(build, parameter);
            }
            catch (WrongUseException wrong)
            {
                errors.Add(wrong.Message);
            }
        }

        if (errors.Count > 0)
            throw new WrongUseException(string.Join('\n', errors));
    }

    /// <summary>Of two members with one option's name: those of the targets that were typed.</summary>
    private bool IsMeant(ParameterMember parameter, IReadOnlyList<ParameterMember> parameters)
    {
        var namesakes = parameters.Where(other => other.Name == parameter.Name).ToList();
        var meant = namesakes.Where(other => other.For.Intersect(line.Targets).Any()).ToList();
        if (namesakes.Count == 1 || !line.Options.ContainsKey(parameter.Name))
            return namesakes.Count == 1 || meant.Contains(parameter);
        return meant.Count switch
        {
            0 => throw new WrongUseException($"--{parameter.Name} is for {string.Join(" or ", namesakes.SelectMany(other => other.For))}, and none of these was asked for."),
            1 => meant[0] == parameter,
            _ => throw new WrongUseException($"--{parameter.Name} means something else for each of {string.Join(" and ", meant.SelectMany(other => other.For))}.", "Run them one after the other."),
        };
    }

    private void ApplyPlain(FridgeBuild build, ParameterMember parameter)
    {
        if (line.Options.TryGetValue(parameter.Name, out var words))
            Set(FromText(parameter, words, $"--{parameter.Name}"), ParameterSource.CommandLine);
        else if (environment(parameter.Variable) is { Length: > 0 } variable)
            Set(FromText(parameter, Words(parameter, variable), parameter.Variable), ParameterSource.Environment);
        else if (file.Find(parameter) is { } value)
            Set(ParameterJson.Read(parameter, value), ParameterSource.ParametersFile);

        void Set(object value, ParameterSource source)
        {
            parameter.Set(build, value);
            build.ParameterSources[parameter.MemberName] = source;
        }
    }

    private string? SecretOf(ParameterMember parameter)
    {
        if (line.Value($"{parameter.Name}-file") is not { } path)
            return environment(parameter.Variable) is { Length: > 0 } variable ? variable : null;
        try
        {
            return SecretFile.Read(path, ownersAlone: true) is { Length: > 0 } text ? text : throw new FormatException($"{path} is empty");
        }
        catch (FormatException problem)
        {
            throw new WrongUseException($"--{parameter.Name}-file: {problem.Message}.");
        }
    }

    private static object FromText(ParameterMember parameter, IReadOnlyList<string> words, string origin)
    {
        if (!ValueText.CanConvert(parameter.PlainType))
            return ParameterJson.Parse(parameter, words[^1], origin);
        try
        {
            return ValueText.Convert(parameter.PlainType, words);
        }
        catch (FormatException expected)
        {
            throw new WrongUseException($"{origin}: “{string.Join(' ', words)}” doesn't fit; expected: {expected.Message}.");
        }
    }

    private static ImmutableArray<string> Words(ParameterMember parameter, string variable) =>
        parameter.ElementType is null || !ValueText.CanConvert(parameter.PlainType)
            ? [variable]
            : [.. variable.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)];
}
