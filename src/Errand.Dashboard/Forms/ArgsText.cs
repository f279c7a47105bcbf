namespace Errand.Dashboard.Forms;

/// <summary>What a form holds.</summary>
/// <param name="Json">The arguments, with each number as it was typed.</param>
/// <param name="Faults">What cannot be sent at all; the server says of everything else whether it is right.</param>
/// <param name="Places">The field of each pointer.</param>
public sealed record ArgsText(string Json, IReadOnlyList<Fault> Faults, IReadOnlyDictionary<string, ArgsField> Places)
{
    /// <summary>The field for a fault, or the nearest one around it; null when the fault is not about the arguments.</summary>
    public ArgsField? FieldOf(Fault fault)
    {
        for (string? pointer = Pointers.OfFragment(fault.Pointer); pointer is not null; pointer = Pointers.Above(pointer))
        {
            if (Places.TryGetValue(pointer, out ArgsField? field))
            {
                return field;
            }
        }

        return null;
    }
}
