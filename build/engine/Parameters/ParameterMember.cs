using System.Reflection;

namespace Fridge.Engine;

/// <summary>A member of the build class with <see cref="ParameterAttribute"/>.</summary>
internal sealed class ParameterMember
{
    private readonly MemberInfo member;

    public ParameterMember(MemberInfo member, ParameterAttribute attribute)
    {
        this.member = member;
        Attribute = attribute;
        Type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        Name = attribute.Name ?? Kebab.Of(member.Name);
        IsSecret = member.IsDefined(typeof(SecretAttribute));
    }

    public ParameterAttribute Attribute { get; }

    /// <summary>The targets that read it; empty: any may.</summary>
    public IReadOnlyList<string> For => Attribute is { For: [], ArgumentOf: { } target } ? [target] : Attribute.For;

    public string MemberName => member.Name;

    /// <summary>In <c>.nuke/parameters.json</c> and its schema: the member's name, or that of the attribute in the same case.</summary>
    public string Key => Attribute.Name is { } given ? Kebab.ToMember(given) : MemberName;

    /// <summary>In kebab case, without dashes in front.</summary>
    public string Name { get; }

    public string Variable => Kebab.ToVariable(Name);

    public Type Type { get; }

    public Type PlainType => Nullable.GetUnderlyingType(Type) ?? Type;

    public bool IsSecret { get; }

    public bool IsSwitch => PlainType == typeof(bool);

    public Type? ElementType => ValueText.ElementOf(PlainType);

    public object? Get(FridgeBuild build) => member is PropertyInfo property ? property.GetValue(build) : ((FieldInfo)member).GetValue(build);

    /// <summary>A member of another type than <see cref="Secret"/> has the clear text, which is hidden all the same.</summary>
    /// <exception cref="FormatException">It doesn't fit the member's type.</exception>
    public void SetSecret(FridgeBuild build, Secret secret) =>
        Set(build, PlainType == typeof(Secret) ? secret : ValueText.Convert(PlainType, [secret.Reveal()]));

    public void Set(FridgeBuild build, object? value)
    {
        if (member is PropertyInfo property)
            property.SetValue(build, value);
        else
            ((FieldInfo)member).SetValue(build, value);
    }
}
