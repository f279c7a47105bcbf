namespace Errand.Binding.Values;

/// <summary>The form of an enum with [Flags]: an array of these names.</summary>
internal interface INamedFlags
{
    IEnumerable<string> Names { get; }
}
