using System.Globalization;
using Errand.Storage.Control;

namespace Errand.Control;

/// <summary>Holds a request to keep tasks to its limits. Whether it comes too late is for the store's clock to say.</summary>
internal static class KeepRules
{
    private static readonly string TooLong =
        string.Create(CultureInfo.InvariantCulture, $"note must have at most {TaskLimits.MaxNoteLength} characters");

    /// <param name="request">What was asked for.</param>
    /// <param name="place">The pointer of the request, such as <c>#</c>.</param>
    /// <param name="faults">Where faults go.</param>
    public static void Check(KeepRequest request, string place, List<Fault> faults)
    {
        if (request.Until >= TaskLimits.Forever)
        {
            faults.Add(new Fault(
                $"{place}/until", FaultCode.Range, "until must be before the last day of the year 9999; null means forever"));
        }

        if (request.Note?.EnumerateRunes().Count() > TaskLimits.MaxNoteLength)
        {
            faults.Add(new Fault($"{place}/note", FaultCode.Length, TooLong));
        }
    }

    public static Fault TooEarly(string place) => new($"{place}/until", FaultCode.Range, "until must be in the future");
}
