namespace Errand.Web.Results;

/// <summary>What an answer of a result is.</summary>
/// <param name="Question">What is asked for, as text: another text for another answer.</param>
/// <param name="ContentType">Of the answer.</param>
/// <param name="FileName">What a browser saves it as; null if it shall not.</param>
internal sealed record AnswerForm(string Question, string ContentType, string? FileName);
