namespace Fridge.Engine;

/// <summary>Who gave a parameter its value.</summary>
public enum ParameterSource
{
    /// <summary>Nobody: it is the member's initial value.</summary>
    Class,

    ParametersFile,

    Environment,

    CommandLine,
}
