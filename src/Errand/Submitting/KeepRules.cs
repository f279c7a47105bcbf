using System.Globalization;
using Errand.Storage.Control;

namespace Errand.Submitting;

/// <summary>Holds a request to keep a task to its limits. Whether it comes too late is for the store's clock to say.</summary>
internal static class KeepRules
{
    public static readonly Fault TooEarly = new("#/until", FaultCode.Range, "until must be in the future");

    private static readonly string TooLong =
        string.Create(CultureInfo.InvariantCulture, $"note must have at most {TaskLimits.MaxNoteLength} characters");

    public static void Check(KeepRequest request, List<Fault> faults)
    {
        if (request.Until >= TaskLimits.Forever)
        {
            faults.Add(new Fault("#/until", FaultCode.Range, "until must be before the last day of the year 9999; null means forever"));
        }

        if (request.Note?.EnumerateRunes().Count() > TaskLimits.MaxNoteLength)
        {
            faults.Add(new Fault("#/note", FaultCode.Length, TooLong));
        }
    }
}
