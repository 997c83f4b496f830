namespace Fridge.Model.Yaml;

/// <summary>A value with what a finding about it needs.</summary>
/// <param name="Name">The key with its path: <c>flink.taskManager.memory</c>.</param>
internal readonly record struct Asked(string Name, YamlValue Value, Findings Findings)
{
    /// <summary>The value where it is one text or number; null where it is a list, a mapping or nothing.</summary>
    public YamlScalar? Scalar => Value is YamlScalar { IsNothing: false } scalar ? scalar : null;

    public void Wrong(string expected) => Findings.Refuse(Value.At, $"'{Name}' is {Value.Describe()}", $"expected {expected}");

    public bool Refused(string expected)
    {
        Wrong(expected);
        return false;
    }
}
