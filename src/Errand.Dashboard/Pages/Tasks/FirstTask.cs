using Errand.Dashboard.Pages.OneType;

namespace Errand.Dashboard.Pages.Tasks;

/// <summary>How to submit a first task.</summary>
/// <param name="Api">Where the server is, such as <c>http://localhost:5000</c>.</param>
/// <param name="Type">The first type of the program; null if it has none.</param>
public sealed record FirstTask(string Api, TaskTypeView? Type)
{
    /// <summary>The call of curl.</summary>
    public string Call => CallTexts.Of(Api, Type!.Name, Type.Example?.GetRawText() ?? "{}", new SubmitOptions()).Curl;
}
