namespace Fridge.Engine;

/// <summary>
/// A value of the build: <c>--kebab-name</c>, then <c>FRIDGE_KEBAB_NAME</c>, then <c>.nuke/parameters.json</c>, then the member's initial value.
/// For a property with a setter, or a field, of any visibility: text, bool, numbers, enums, TimeSpan (<c>90s</c>, <c>5m</c>, <c>00:05:00</c>),
/// Uri, arrays of these, and types with a constructor or a static Parse that takes one text.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ParameterAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>Another name than the member's, in kebab case.</summary>
    public string? Name { get; init; }

    /// <summary>What <c>--help</c> shows in place of the value's type: <c>FILE</c>.</summary>
    public string? Placeholder { get; init; }

    /// <summary>
    /// The target whose argument this is: <c>Convert flink-conf.yaml</c> is <c>Convert --conf-file flink-conf.yaml</c>. A word that names a
    /// target always is that target; a file of such a name is written <c>./Deploy</c>.
    /// </summary>
    public string? ArgumentOf { get; init; }

    /// <summary>
    /// The targets that read it and whose help lists it; empty: any target may read it. Two members may have one option's name where each is for other targets:
    /// it then goes to those that were typed.
    /// </summary>
    public string[] For { get; init; } = [];

    /// <summary>False: works, isn't shown.</summary>
    public bool Listed { get; init; } = true;
}

/// <summary>
/// Beside <see cref="ParameterAttribute"/>: comes from the environment, <c>--name-file</c> or a prompt; refused on an argv and
/// in <c>.nuke/parameters.json</c>; prints as <c>***</c> on every screen and in the run log.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretAttribute : Attribute;
